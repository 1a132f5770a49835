// Kernels against plain loops, over shapes that leave rests at every edge of tiles, panels and blocks. It needs nothing but
// the kernels, so that it runs on other processors, emulated ones too: see script/test-aarch64.
//
// Loops here add up in double precision, or in the order that the kernel promises; what is promised to the bit is compared
// to the bit.
#include "CKernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static int failures, comparisons;
static const dt_context context = {7, 3};

/// `count` numbers and room before and behind them that nobody may write to.
enum { margin = 64 };
static const float untouched = 12345;

static float *room(size_t count) {
  float *start = aligned_alloc(64, ((count + 2 * margin) * sizeof(float) + 63) / 64 * 64);
  if (!start) abort();
  for (size_t i = 0; i < count + 2 * margin; i += 1) start[i] = untouched;
  return start + margin;
}

static float *drawn(size_t count, uint64_t stream) {
  float *numbers = room(count);
  dt_random_uniform(1, stream, 0, numbers, count);
  for (size_t i = 0; i < count; i += 1) numbers[i] = 4 * numbers[i] - 2;
  return numbers;
}

static void give_back(float *numbers) { free(numbers - margin); }

/// Compares results, and the room around them. Without a tolerance they have the same bits, NaN being one.
static void compare(const char *what, const float *found, const float *wanted, size_t count, double tolerance) {
  comparisons += 1;
  for (size_t i = 0; i < count; i += 1) {
    const int same = found[i] == wanted[i] || (found[i] != found[i] && wanted[i] != wanted[i]);
    if (same || fabs((double)found[i] - (double)wanted[i]) <= tolerance) continue;
    printf("error: %s: element %zu of %zu is %.9g, expected %.9g\n", what, i, count, (double)found[i], (double)wanted[i]);
    failures += 1;
    return;
  }
  for (int i = 1; i <= margin; i += 1) {
    if (found[-i] == untouched && found[count + (size_t)i - 1] == untouched) continue;
    printf("error: %s: wrote beside its results\n", what);
    failures += 1;
    return;
  }
}

// Products

static void test_product(int64_t m, int64_t n, int64_t k, int transposes_a, int transposes_b) {
  float *a = drawn((size_t)(m * k), 1), *b = drawn((size_t)(k * n), 2), *c = room((size_t)(m * n)),
        *wanted = room((size_t)(m * n));
  for (int64_t i = 0; i < m; i += 1) {
    for (int64_t j = 0; j < n; j += 1) {
      float total = 0;
      for (int64_t first = 0; first < k; first += 256) {
        float sum = 0;
        for (int64_t l = first; l < k && l < first + 256; l += 1)
          sum = fmaf(a[transposes_a ? l * m + i : i * k + l], b[transposes_b ? j * k + l : l * n + j], sum);
        total = first == 0 ? sum : total + sum;
      }
      wanted[i * n + j] = total;
    }
  }
  const dt_product_arguments product = {a, b, c, m, n, k, transposes_a, transposes_b, NULL};
  dt_product(&product, &context);
  char what[80];
  snprintf(what, sizeof what, "product %d x %d x %d, transposed %d %d", (int)m, (int)n, (int)k, transposes_a, transposes_b);
  compare(what, c, wanted, (size_t)(m * n), 0);
  give_back(a), give_back(b), give_back(c), give_back(wanted);
}

static void test_products(void) {
  static const int64_t extents[][3] = {{1, 1, 1},   {1, 10, 300}, {2, 64, 9},   {3, 130, 257}, {4, 16, 8},  {5, 17, 16},
                                       {7, 9, 20},  {8, 8, 256},  {9, 33, 5},   {13, 23, 513}, {60, 40, 90}, {97, 100, 70},
                                       {12, 32, 7}, {25, 31, 33}};
  for (size_t i = 0; i < sizeof extents / sizeof *extents; i += 1)
    for (int transposed = 0; transposed < 4; transposed += 1)
      test_product(extents[i][0], extents[i][1], extents[i][2], transposed & 1, transposed >> 1);
}

// Convolutions

/// A convolution with a kernel of `side` × `side` that moves by one pixel, `before` pixels of zeros around the images.
static void convolve(const dt_images_convolution *o, int64_t side, const float *weight, double *y) {
  for (int64_t image = 0; image < o->batch; image += 1)
    for (int64_t row = 0; row < o->output[0]; row += 1)
      for (int64_t column = 0; column < o->output[1]; column += 1)
        for (int64_t output = 0; output < o->outputs; output += 1) {
          double sum = o->bias ? (double)o->bias[output] : 0;
          for (int64_t i = 0; i < side; i += 1)
            for (int64_t j = 0; j < side; j += 1) {
              const int64_t r = row + i - o->before[0], c = column + j - o->before[1];
              if (r < 0 || c < 0 || r >= o->image[0] || c >= o->image[1]) continue;
              const float *pixel = o->x + ((image * o->image[0] + r) * o->image[1] + c) * o->inputs;
              for (int64_t input = 0; input < o->inputs; input += 1)
                sum += (double)pixel[input] * (double)weight[((i * side + j) * o->inputs + input) * o->outputs + output];
            }
          y[((image * o->output[0] + row) * o->output[1] + column) * o->outputs + output] = sum;
        }
}

/// What an ending makes of sums: the largest of each 2 × 2, and no negative ones.
static size_t end(const dt_images_convolution *o, const double *sums, float *y) {
  const int64_t step = o->ending.pools ? 2 : 1;
  size_t count = 0;
  for (int64_t image = 0; image < o->batch; image += 1)
    for (int64_t row = 0; row + step <= o->output[0]; row += step)
      for (int64_t column = 0; column + step <= o->output[1]; column += step)
        for (int64_t output = 0; output < o->outputs; output += 1) {
          double largest = -INFINITY;
          for (int64_t i = 0; i < step * step; i += 1) {
            const int64_t place = (image * o->output[0] + row + i / step) * o->output[1] + column + i % step;
            largest = fmax(largest, sums[place * o->outputs + output]);
          }
          y[count++] = (float)(o->ending.rectifies && largest < 0 ? 0 : largest);
        }
  return count;
}

static void test_tiles(int64_t batch, int64_t height, int64_t width, int64_t inputs, int64_t outputs, int64_t before) {
  for (int ending = 0; ending < 4; ending += 1) {
    dt_images_convolution o = {
        .batch = batch, .inputs = inputs, .outputs = outputs, .image = {height, width},
        .output = {height - 2 + 2 * before, width - 2 + 2 * before}, .before = {before, before},
        .ending = {ending & 1, ending >> 1}};
    const size_t results = (size_t)(batch * o.output[0] * o.output[1] * outputs), weights = (size_t)(9 * inputs * outputs);
    float *x = drawn((size_t)(batch * height * width * inputs), 3), *weight = drawn(weights, 4);
    float *bias = drawn((size_t)outputs, 5), *wanted = room(results), *transformed = room(weights / 9 * 16);
    double *sums = malloc(results * sizeof *sums);
    o.x = x, o.bias = bias;
    convolve(&o, 3, weight, sums);
    const size_t count = end(&o, sums, wanted);
    const dt_winograd_weights_arguments w = {weight, transformed, inputs, outputs, 0};
    dt_winograd_weights(&w, &context);
    float *y = room(count), *workspace = room((size_t)dt_winograd_workspace(inputs, outputs));
    o.weight = transformed, o.y = y;
    const dt_winograd_arguments tiled = {o, workspace};
    dt_winograd(&tiled, &context);
    char what[100];
    snprintf(
        what, sizeof what, "tiles %d x %d x %d, %d to %d, before %d, ending %d", (int)batch, (int)height, (int)width,
        (int)inputs, (int)outputs, (int)before, ending);
    compare(what, y, wanted, count, 2e-4);
    give_back(x), give_back(weight), give_back(bias), give_back(wanted), give_back(transformed), give_back(y);
    give_back(workspace), free(sums);
  }
}

/// The derivative with respect to the weights.
static void test_weight_gradient(int64_t batch, int64_t side, int64_t inputs, int64_t outputs) {
  const int64_t places = side - 2;
  float *x = drawn((size_t)(batch * side * side * inputs), 6);
  float *upstream = drawn((size_t)(batch * places * places * outputs), 7);
  float *gradient = room((size_t)(9 * inputs * outputs)), *wanted = room((size_t)(9 * inputs * outputs));
  for (int64_t k = 0; k < 9; k += 1)
    for (int64_t input = 0; input < inputs; input += 1)
      for (int64_t output = 0; output < outputs; output += 1) {
        double sum = 0;
        for (int64_t image = 0; image < batch; image += 1)
          for (int64_t row = 0; row < places; row += 1)
            for (int64_t column = 0; column < places; column += 1)
              sum += (double)x[((image * side + row + k / 3) * side + column + k % 3) * inputs + input] *
                     (double)upstream[((image * places + row) * places + column) * outputs + output];
        wanted[(k * inputs + input) * outputs + output] = (float)sum;
      }
  float *workspace = room((size_t)dt_winograd_gradient_workspace(inputs, outputs));
  const dt_winograd_gradient_arguments o = {
      {.x = x, .y = upstream, .batch = batch, .inputs = inputs, .outputs = outputs, .image = {side, side},
       .output = {places, places}},
      gradient, workspace};
  dt_winograd_gradient(&o, &context);
  compare("weights in tiles", gradient, wanted, (size_t)(9 * inputs * outputs), 2e-3);
  give_back(x), give_back(upstream), give_back(gradient), give_back(wanted), give_back(workspace);
}

static void test_pooled_convolution(int64_t side, int64_t inputs, int64_t outputs, int64_t kernel, int64_t before) {
  dt_images_convolution o = {
      .batch = 2, .inputs = inputs, .outputs = outputs, .image = {side, side},
      .output = {side - kernel + 1 + 2 * before, side - kernel + 1 + 2 * before}, .before = {before, before},
      .ending = {1, 1}};
  const size_t results = (size_t)(2 * o.output[0] * o.output[1] * outputs);
  float *x = drawn((size_t)(2 * side * side * inputs), 8), *bias = drawn((size_t)outputs, 9);
  float *weight = drawn((size_t)(kernel * kernel * inputs * outputs), 10), *wanted = room(results);
  double *sums = malloc(results * sizeof *sums);
  o.x = x, o.bias = bias, o.weight = weight;
  convolve(&o, kernel, weight, sums);
  const size_t count = end(&o, sums, wanted);
  float *y = room(count);
  o.y = y;
  const dt_pooled_convolution_arguments pooled = {o, {kernel, kernel}, {1, 1}};
  dt_pooled_convolution(&pooled, &context);
  compare("pooled convolution", y, wanted, count, 2e-4);
  give_back(x), give_back(bias), give_back(weight), give_back(wanted), give_back(y), free(sums);
}

static void test_convolutions(void) {
  test_tiles(1, 3, 3, 16, 16, 0);
  test_tiles(2, 7, 8, 16, 32, 1);
  test_tiles(3, 6, 9, 32, 48, 0);
  test_tiles(1, 5, 5, 48, 16, 1);
  test_weight_gradient(1, 3, 16, 16);
  test_weight_gradient(3, 7, 32, 48);
  test_pooled_convolution(8, 1, 16, 3, 0);
  test_pooled_convolution(9, 3, 48, 5, 2);
}

// Elementwise

static double gelu(double x) { return 0.5 * x * erfc(-x / sqrt(2)); }
static double silu(double x) { return x / (1 + exp(-x)); }
static double softplus(double x) { return fmax(x, 0) + log1p(exp(-fabs(x))); }
static double sigmoid(double x) { return 1 / (1 + exp(-x)); }
static double rectified(double x) { return x < 0 ? 0 : x; }

static void test_unary(void) {
  static const struct {
    dt_unary_kind kind;
    double (*plain)(double);
  } functions[] = {{dt_square_root, sqrt},  {dt_exponential, exp}, {dt_exponential_minus_one, expm1}, {dt_logarithm, log},
                   {dt_tanh, tanh},         {dt_sigmoid, sigmoid}, {dt_relu, rectified},              {dt_gelu, gelu},
                   {dt_softplus, softplus}, {dt_silu, silu},       {dt_error_function, erf},          {dt_absolute, fabs}};
  static const size_t counts[] = {1, 2, 3, 7, 16, 17, 63, 1000};
  for (size_t f = 0; f < sizeof functions / sizeof *functions; f += 1)
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c += 1) {
      const size_t count = counts[c];
      float *x = drawn(count, 11), *y = room(count), *wanted = room(count);
      for (size_t i = 0; i < count; i += 1) wanted[i] = (float)functions[f].plain((double)x[i]);
      const dt_unary_arguments o = {functions[f].kind, 0, x, y, count};
      dt_unary(&o, &context);
      char what[40];
      snprintf(what, sizeof what, "unary function %d of %zu", functions[f].kind, count);
      compare(what, y, wanted, count, 2e-6);
      give_back(x), give_back(y), give_back(wanted);
    }
}

static void test_binary(void) {
  static const int64_t strides[][2] = {{1, 1}, {1, 0}, {0, 1}, {2, 3}};
  for (int64_t n = 1; n < 70; n += 11)
    for (size_t s = 0; s < 4; s += 1) {
      const int64_t rows = 3, extent[2] = {rows, n}, sa[2] = {3 * n, strides[s][0]}, sb[2] = {3 * n, strides[s][1]};
      const int64_t so[2] = {n, 1};
      float *a = drawn((size_t)(9 * n), 12), *b = drawn((size_t)(9 * n), 13), *y = room((size_t)(3 * n));
      float *wanted = room((size_t)(3 * n));
      for (int kind = dt_add; kind <= dt_equal; kind += 1) {
        for (int64_t i = 0; i < rows * n; i += 1) {
          const float u = a[i / n * sa[0] + i % n * sa[1]], v = b[i / n * sb[0] + i % n * sb[1]];
          const float results[] = {u + v, u - v, u * v, u / v, u > v ? u : v, u < v ? u : v, u > v, u >= v, u == v};
          wanted[i] = results[kind];
        }
        const dt_binary_arguments o = {(dt_binary_kind)kind, a, b, y, dt_loop_make(2, extent, sa, sb, so)};
        dt_binary(&o, &context);
        compare("binary function", y, wanted, (size_t)(rows * n), 0);
      }
      give_back(a), give_back(b), give_back(y), give_back(wanted);
    }
}

// Sums

static void test_sums(void) {
  static const int64_t shapes[][2] = {{1, 1}, {3, 1000}, {1000, 3}, {129, 70}, {2, 64}, {65, 65}};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s += 1)
    for (int along = 0; along < 2; along += 1) {
      const int64_t rows = shapes[s][0], columns = shapes[s][1], kept = along ? rows : columns, strides[2] = {columns, 1};
      const int64_t targets[2] = {along ? 1 : 0, along ? 0 : 1};
      float *x = drawn((size_t)(rows * columns), 14), *y = room((size_t)kept), *sums = room((size_t)kept);
      float *means = room((size_t)kept), *largest = room((size_t)kept);
      for (int64_t i = 0; i < kept; i += 1) {
        double sum = 0;
        float most = -INFINITY;
        for (int64_t j = 0; j < rows * columns / kept; j += 1) {
          const float number = along ? x[i * columns + j] : x[j * columns + i];
          sum += (double)number;
          most = number > most ? number : most;
        }
        sums[i] = (float)sum, means[i] = (float)(sum / (double)(rows * columns / kept)), largest[i] = most;
      }
      const dt_loop loop = dt_loop_make(2, shapes[s], strides, strides, targets);
      const dt_reduce_arguments sum = {x, y, (size_t)kept, loop};
      dt_sum(&sum, &context), compare("sums", y, sums, (size_t)kept, 1e-3);
      dt_max(&sum, &context), compare("largest", y, largest, (size_t)kept, 0);
      const dt_mean_arguments mean = {sum, 0};
      dt_mean(&mean, &context), compare("means", y, means, (size_t)kept, 1e-7);
      give_back(x), give_back(y), give_back(sums), give_back(means), give_back(largest);
    }
}

// Rows

static void test_softmax(void) {
  for (size_t classes = 1; classes < 50; classes += 7) {
    const size_t rows = 5;
    float *x = drawn(rows * classes, 15), *y = room(rows * classes), *wanted = room(rows * classes);
    for (size_t row = 0; row < rows; row += 1) {
      double sum = 0;
      for (size_t i = 0; i < classes; i += 1) sum += exp((double)x[row * classes + i]);
      for (size_t i = 0; i < classes; i += 1) wanted[row * classes + i] = (float)(exp((double)x[row * classes + i]) / sum);
    }
    const dt_softmax_arguments o = {x, y, rows, classes};
    dt_softmax(&o, &context);
    compare("softmax", y, wanted, rows * classes, 1e-6);
    give_back(x), give_back(y), give_back(wanted);
  }
}

static void test_batch_norm(void) {
  static const size_t shapes[][2] = {{2, 1}, {64, 16}, {65, 31}, {130, 64}, {7, 100}};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s += 1) {
    const size_t rows = shapes[s][0], channels = shapes[s][1], count = rows * channels;
    float *x = drawn(count, 16), *scale = drawn(channels, 17), *offset = drawn(channels, 18), *y = room(count);
    float *statistics[3] = {room(channels), room(channels), room(channels)}, *wanted = room(count);
    for (size_t channel = 0; channel < channels; channel += 1) {
      double sum = 0, squares = 0;
      for (size_t row = 0; row < rows; row += 1) sum += (double)x[row * channels + channel];
      const double mean = sum / (double)rows;
      for (size_t row = 0; row < rows; row += 1) squares += pow((double)x[row * channels + channel] - mean, 2);
      const double deviation = sqrt(squares / (double)rows + (double)1e-5f);
      for (size_t row = 0; row < rows; row += 1) {
        const double distance = (double)x[row * channels + channel] - mean;
        wanted[row * channels + channel] = (float)(distance / deviation * (double)scale[channel] + (double)offset[channel]);
      }
    }
    const dt_batch_norm_arguments o = {
        x, scale, offset, y, statistics[0], statistics[1], statistics[2], rows, channels, 1e-5f};
    dt_batch_norm(&o, &context);
    compare("batch normalisation", y, wanted, count, 1e-4);
    for (int i = 0; i < 3; i += 1) give_back(statistics[i]);
    give_back(x), give_back(scale), give_back(offset), give_back(y), give_back(wanted);
  }
}

// Random numbers

static void test_random(void) {
  // From Random123 1.14 (D. E. Shaw Research), tests/kat_vectors.
  const dt_random_block zeros = dt_philox4x32(0, 0, 0);
  const float wanted[4] = {
      dt_random_unit(0x6627e8d5), dt_random_unit(0xe169c58d), dt_random_unit(0xbc57ac4c), dt_random_unit(0x9b00dbd8)};
  const float found_words[4] = {
      dt_random_unit(zeros.w0), dt_random_unit(zeros.w1), dt_random_unit(zeros.w2), dt_random_unit(zeros.w3)};
  float *words = room(4);
  memcpy(words, found_words, sizeof found_words);
  compare("known answers", words, wanted, 4, 0);
  give_back(words);
  for (size_t count = 1; count < 200; count += 37) {
    float *found = room(count), *plain = room(count);
    for (size_t i = 0; i < count; i += 1) {
      const dt_random_block block = dt_philox4x32(5, 6, (i + 3) / 4);
      const uint32_t of_block[4] = {block.w0, block.w1, block.w2, block.w3};
      plain[i] = dt_random_unit(of_block[(i + 3) % 4]);
    }
    dt_random_uniform(5, 6, 3, found, count);
    compare("random numbers", found, plain, count, 0);
    give_back(found), give_back(plain);
  }
}

int main(void) {
  test_products();
  test_convolutions();
  test_unary();
  test_binary();
  test_sums();
  test_softmax();
  test_batch_norm();
  test_random();
  printf("%s: %d comparisons, %d failures\n", dt_variant_name(dt_variant_used()), comparisons, failures);
  return failures > 0;
}
