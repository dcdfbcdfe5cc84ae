"""The JupyterLab that the browser tests start."""

import pytest
from lab_page import KERNELS_AT_FILES

pytestmark = pytest.mark.browser


@pytest.mark.skipif(not KERNELS_AT_FILES, reason="sockets cannot be files here")
def test_kernels_listen_at_files_because_two_could_choose_one_port(show):
    code = "import ipykernel\nprint(ipykernel.get_connection_info(unpack=True)['transport'])"
    assert show("1").run(code).strip() == "ipc"
