# Lessons with the compiler that they need:
#
#   docker build --tag lessons .
#   docker run --rm --volume "$PWD:/course" --security-opt seccomp=unconfined lessons check
#
# Docker's own filter of system calls refuses those by which lessons are confined; the container confines them further.
FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY . .
RUN script/package /packages

FROM swift:6.3-bookworm
COPY --from=build /packages/*.deb /tmp/
RUN apt-get update \
  && apt-get install --yes --no-install-recommends /tmp/lessons_*.deb \
  && rm -rf /tmp/lessons_*.deb /var/lib/apt/lists/*
WORKDIR /course
EXPOSE 8000
ENTRYPOINT ["lessons"]
CMD ["--help"]
