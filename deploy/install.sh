#!/bin/sh
# Поставить Летопись из этой связки, без сети. Куда: первое слово, обычно /usr/local/lib/letopis.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/usr/local/lib/letopis}
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Нужен Python 3.11 или новее." >&2; exit 1; }
(cd "$here" && sha256sum --check --quiet SHA256SUMS) || { echo "Связка повреждена: скачайте её снова." >&2; exit 1; }

"$python" -m venv "$target"
export PIP_NO_INDEX=1 PIP_FIND_LINKS="$here/wheels" PIP_DISABLE_PIP_VERSION_CHECK=1
"$target/bin/pip" install --quiet --require-hashes --no-deps --requirement "$here/requirements/run.txt"
"$target/bin/pip" install --quiet --no-deps letopis
"$target/bin/python" -c "import letopis.config.environment"
echo "Поставлено в $target. Дальше: docs/operation.md, «Служба»."
