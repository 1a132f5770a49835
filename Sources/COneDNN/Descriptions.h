// What the two generations of oneDNN's interface, 2.x and 3.x, say differently: layouts and descriptions of primitives.
// Descriptions2.c and Descriptions3.c say it, whichever generation the package is built with; all else is one code.
#pragma once

#include "COneDNN.h"

#include <oneapi/dnnl/dnnl.h>

/// Returns the status of a call that did not succeed.
#define TRY(call)                                \
  do {                                           \
    const dnnl_status_t status_ = (call);        \
    if (status_ != dnnl_success) return status_; \
  } while (0)

// How an array lies in memory. A `dt_layout` is owned, a `dt_const_layout` is somebody else's.
#if DNNL_VERSION_MAJOR < 3
typedef dnnl_memory_desc_t *dt_layout;
typedef const dnnl_memory_desc_t *dt_const_layout;
#else
typedef dnnl_memory_desc_t dt_layout;
typedef const_dnnl_memory_desc_t dt_const_layout;
#endif

/// The layout whose neighbours along each axis are `strides` apart.
dnnl_status_t dt_make_layout(dt_layout *layout, int axes, const dnnl_dims_t extents, const dnnl_dims_t strides);

/// A layout that is known by a name; `dnnl_format_tag_any` leaves the choice to the primitive.
dnnl_status_t dt_make_named_layout(dt_layout *layout, int axes, const dnnl_dims_t extents, dnnl_format_tag_t name);

void dt_destroy_layout(dt_layout layout);

/// Has a primitive add its result to what is there.
dnnl_status_t dt_append_sum(dnnl_post_ops_t post_ops);

/// c = a · b.
dnnl_status_t dt_describe_product(
    dnnl_primitive_desc_t *description, dnnl_engine_t engine, dt_const_layout a, dt_const_layout b, dt_const_layout c,
    const_dnnl_primitive_attr_t attributes);

/// What a convolution is made of, whichever of its three arrays it computes.
typedef struct {
  dt_const_layout input, weight, output;
  dt_const_layout bias;  // forwards; or null
  dnnl_dims_t stride, gap, padding_before, padding_after;
} dt_convolution_parts;

/// A convolution. `forward` is the description of the forward direction, which the other two need.
dnnl_status_t dt_describe_convolution(
    dnnl_primitive_desc_t *description, dnnl_engine_t engine, dt_convolution_direction direction,
    const dt_convolution_parts *parts, const_dnnl_primitive_attr_t attributes, const_dnnl_primitive_desc_t forward);
