# The app as an image. Base images are pinned by tag, not by digest: a digest is one platform's, and freezes security mends out.
# Versions of everything else come from requirements.lock.
FROM python:3.11.14-slim-bookworm AS build

# The lock holds for what is installed and for what builds it.
ENV PIP_CONSTRAINT=/src/requirements.lock \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m venv --without-pip /opt/goodword \
    && pip --python /opt/goodword/bin/python install --no-compile .

# Kernels and modules are compiled here, and the demo shows that the whole works, so that nobody waits for either. Both remember
# the age of their source, and layers keep whole seconds only: the sources get such an age first. Kernels are for the
# processor that built them; another one compiles its own at the start, which takes half a minute.
RUN find /opt/goodword -name '*.py' -exec touch -d @1700000000 {} + \
    && /opt/goodword/bin/python -m compileall -q /opt/goodword/lib \
    && export NUMBA_CACHE_DIR=/opt/goodword/kernels \
    && /opt/goodword/bin/python -I -c 'from graph.engine.warm import warm; warm()' \
    && /opt/goodword/bin/goodword demo --out /tmp/demo
COPY docker/entrypoint.sh /opt/goodword/


FROM python:3.11.14-slim-bookworm

# /data keeps the workspace. A new named volume takes the owner and the mode from here.
RUN groupadd --gid 10001 goodword \
    && useradd --uid 10001 --gid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin goodword \
    && install -d -o goodword -g goodword -m 0700 /data
COPY --from=build /opt/goodword /opt/goodword

ENV PATH=/opt/goodword/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    GOODWORD_WORKSPACE=/data/workspace.sqlite \
    NUMBA_CACHE_DIR=/tmp/kernels \
    SQLITE_TMPDIR=/data

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8765

# No curl in here. The address is our own, whatever proxy the environment names.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-I", "-c", "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8765/readyz', timeout=4)"]

ENTRYPOINT ["sh", "/opt/goodword/entrypoint.sh"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8765", "--no-token"]
