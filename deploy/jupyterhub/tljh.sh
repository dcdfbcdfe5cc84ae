#!/usr/bin/env bash
# Prepares a machine on which The Littlest JupyterHub is installed. Run it there, as root, from a copy
# of the project:
#   sudo bash deploy/jupyterhub/tljh.sh
# It may run again: after a new edition of the project, or with other limits:
#   sudo MEMORY=2G CPU=2 bash deploy/jupyterhub/tljh.sh
set -euo pipefail

MEMORY=${MEMORY:-1G}         # of each learner, at most
CPU=${CPU:-1}                # cores of each learner, at most
IDLE_SECONDS=${IDLE_SECONDS:-3600}
TLJH=${TLJH:-/opt/tljh}
cd "$(dirname "$0")/../.."

python="$TLJH/user/bin/python"
if [ ! -x "$python" ]; then
    echo "There is no $python. Install The Littlest JupyterHub first (tljh.jupyter.org)." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "The learners' Python is $("$python" --version); 3.11 or newer is needed: install a newer TLJH." >&2
    exit 1
fi

# The packages, for all learners: nobody but an administrator can change them.
grep -v '^-e ' requirements.txt | "$python" -m pip install --quiet --requirement /dev/stdin 'nbgitpuller>=1.2.2'
"$python" -m pip install --quiet --no-deps --force-reinstall .

# No news from elsewhere in the learners' way.
install -D --mode=644 deploy/jupyterhub/overrides.json "$TLJH/user/share/jupyter/lab/settings/overrides.json"

# One thread for each kernel: the matrices are small, and many threads slow each other down.
mkdir -p "$TLJH/config/jupyterhub_config.d"
cat > "$TLJH/config/jupyterhub_config.d/lstm.py" <<'PYTHON'
c.Spawner.environment.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
PYTHON

tljh-config set user_environment.default_app jupyterlab
tljh-config set limits.memory "$MEMORY"
tljh-config set limits.cpu "$CPU"
tljh-config set services.cull.enabled true
tljh-config set services.cull.timeout "$IDLE_SECONDS"
tljh-config reload hub

echo "Ready. Learners come by the link that \`make classroom ARGS=--link=https://YOUR-HUB\` prints."
