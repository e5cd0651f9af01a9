# One image per program: docker build --target gateway --tag cairn/gateway .
# BUILD=image compiles here; BUILD=host takes the programs that `make release` has left in .build/programs.
ARG BUILD=image

FROM docker.io/library/swift:6.3-bookworm AS binaries-image
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev libprotobuf-c-dev libzstd-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY scripts scripts
COPY Sources Sources
COPY Tests Tests
# The build folder is a cache: a second build compiles only what has changed.
RUN --mount=type=cache,target=/source/.build scripts/release /programs

FROM scratch AS binaries-host
COPY .build/programs /programs

# hadolint ignore=DL3006
FROM binaries-${BUILD} AS binaries

FROM docker.io/library/debian:bookworm-slim AS runtime
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libpq5 libprotobuf-c1 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 cairn \
    && useradd --system --uid 10001 --gid 10001 --no-create-home cairn \
    && install -d -o cairn -g cairn /var/lib/cairn
USER 10001:10001
WORKDIR /var/lib/cairn

FROM runtime AS collector
COPY --from=binaries /programs/collector /usr/local/bin/
ENV COLLECTOR_DATA=/var/lib/cairn \
    COLLECTOR_OTLP_HTTP_ADDR=0.0.0.0:4318 \
    COLLECTOR_QUERY_ADDR=0.0.0.0:9318
VOLUME /var/lib/cairn
EXPOSE 4318 9318
ENTRYPOINT ["collector"]
CMD ["serve"]

FROM runtime AS auth
COPY --from=binaries /programs/auth /usr/local/bin/
ENV AUTH_ADDR=0.0.0.0:50051
EXPOSE 50051
ENTRYPOINT ["auth"]
CMD ["serve"]

FROM runtime AS dummy
COPY --from=binaries /programs/dummy /usr/local/bin/
ENV DUMMY_ADDR=0.0.0.0:50052
EXPOSE 50052
ENTRYPOINT ["dummy"]
CMD ["serve"]

FROM runtime AS gateway
COPY --from=binaries /programs/gateway /usr/local/bin/
COPY app /usr/local/share/cairn/app
ENV GATEWAY_ADDR=0.0.0.0:3000 \
    GATEWAY_APP_DIRECTORY=/usr/local/share/cairn/app
EXPOSE 3000
ENTRYPOINT ["gateway"]
CMD ["serve"]
