# The web process, and the jobs that migrate and load: one image. docker-compose.yml says how it is run.
FROM python:3.13-slim AS build
WORKDIR /opt/across
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --require-hashes --no-deps --requirement requirements.lock
COPY manage.py ./
COPY armscontrol armscontrol
COPY timeline timeline
COPY templates templates
COPY static static
# The key signs nothing: collecting files needs one to start.
RUN SECRET_KEY=collecting-static-files-needs-a-key-but-signs-nothing-with-it \
    /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin across
WORKDIR /opt/across
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/across ./
COPY fixtures fixtures
# Where the job `export` writes: a new volume takes its owner from here.
RUN install --directory --owner=10001 var/data
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 HOST=0.0.0.0 PORT=8000 LOG_FORMAT=json
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "--config", "python:armscontrol.gunicorn_conf", "--worker-tmp-dir", "/dev/shm"]
