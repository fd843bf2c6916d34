"""The unmodified Databricks SDK for Python moves files: volumes, large files in parts, DBFS, workspace objects."""

import io
import os
import uuid

import pytest
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.errors import AlreadyExists, InvalidParameterValue, NotFound
from databricks.sdk.service.catalog import VolumeType
from databricks.sdk.service.workspace import ImportFormat

from ledger import witness


@pytest.fixture
def databricks(uri):
    config = Config(host=uri, token=os.environ["DATABRICKS_TOKEN"])
    # As large files are treated, for files that a test can afford.
    config.files_ext_multipart_upload_min_stream_size = 1 << 20
    config.files_ext_multipart_upload_default_part_size = 1 << 20
    config.files_ext_multipart_upload_part_size_options = [1 << 20]
    config.files_ext_parallel_download_min_file_size = 1 << 20
    config.files_ext_parallel_download_default_part_size = 1 << 20
    return WorkspaceClient(config=config)


@pytest.fixture
def volume(databricks):
    name = "witness_" + uuid.uuid4().hex
    made = databricks.volumes.create("workspace", "default", name, VolumeType.MANAGED)
    yield "/Volumes/" + made.full_name.replace(".", "/")
    databricks.volumes.delete(made.full_name)


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.1/unity-catalog/volumes",
    "DELETE /api/2.1/unity-catalog/volumes/{name}",
    "PUT /api/2.0/fs/files/{path...}",
    "HEAD /api/2.0/fs/files/{path...}",
    "DELETE /api/2.0/fs/files/{path...}",
    "POST /api/2.0/fs/create-download-url",
    "GET /api/2.0/fs/signed",
    "PUT /api/2.0/fs/directories/{path...}",
    "GET /api/2.0/fs/directories/{path...}",
    "HEAD /api/2.0/fs/directories/{path...}",
    "DELETE /api/2.0/fs/directories/{path...}",
)
def test_files_go_into_a_volume_and_come_out_of_it(databricks, volume):
    file = f"{volume}/a b/größe #1 100%.txt"
    databricks.files.upload(file, io.BytesIO(b"hello"), overwrite=True)
    with pytest.raises(AlreadyExists):
        databricks.files.upload(file, io.BytesIO(b"again"), overwrite=False)
    assert databricks.files.download(file).contents.read() == b"hello"
    assert databricks.files.get_metadata(file).content_length == 5

    databricks.files.create_directory(f"{volume}/d/e")
    databricks.files.get_directory_metadata(f"{volume}/d/e")
    entries = list(databricks.files.list_directory_contents(volume))
    assert [(e.name, e.is_directory) for e in entries] == [("a b", True), ("d", True)]
    with pytest.raises(InvalidParameterValue, match="not empty"):
        databricks.files.delete_directory(f"{volume}/d")
    databricks.files.delete_directory(f"{volume}/d/e")
    databricks.files.delete(file)
    with pytest.raises(NotFound):
        databricks.files.download(file)


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.0/fs/files/{path...}",
    "POST /api/2.0/fs/create-upload-part-urls",
    "PUT /api/2.0/fs/signed",
    "POST /api/2.0/fs/create-download-url",
    "GET /api/2.0/fs/signed",
    "GET /api/2.0/fs/files/{path...}",
)
def test_large_files_go_up_in_parts_and_come_down_in_ranges(databricks, volume, tmp_path, requests_made):
    content = os.urandom((5 << 20) + 123)
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)
    databricks.files.upload_from(f"{volume}/parallel", str(source), parallelism=4)
    databricks.files.upload(f"{volume}/stream", io.BytesIO(content), use_parallel=False)
    # No upload fell back to one request.
    assert not [path for method, path in requests_made if method == "PUT" and "/fs/files/" in path]
    # This release asks for a signed URL, and then, whatever that answers, for ranges of the file itself.
    for name in "parallel", "stream":
        databricks.files.download_to(f"{volume}/{name}", str(target), use_parallel=True, parallelism=4)
        assert target.read_bytes() == content
        databricks.files.download_to(f"{volume}/{name}", str(target))
        assert target.read_bytes() == content


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.0/fs/files/{path...}",
    "POST /api/2.0/fs/create-abort-upload-url",
    "DELETE /api/2.0/fs/signed",
)
def test_an_upload_that_fails_is_aborted(databricks, volume):
    class BreaksOff(io.BytesIO):
        reads = 0

        def read(self, size=-1):
            self.reads += 1
            if self.reads > 3:
                raise OSError("gone")
            return super().read(size)

        def seekable(self):
            return False

    with pytest.raises(OSError, match="gone"):
        databricks.files.upload(f"{volume}/broken", BreaksOff(os.urandom(5 << 20)), use_parallel=False)
    with pytest.raises(NotFound):
        databricks.files.get_metadata(f"{volume}/broken")


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.0/dbfs/create",
    "POST /api/2.0/dbfs/add-block",
    "POST /api/2.0/dbfs/close",
    "GET /api/2.0/dbfs/read",
    "GET /api/2.0/dbfs/get-status",
    "GET /api/2.0/dbfs/list",
    "POST /api/2.0/dbfs/mkdirs",
    "POST /api/2.0/dbfs/delete",
)
def test_dbfs_keeps_files_of_any_size(databricks):
    root = f"/witness-{uuid.uuid4()}"
    content = os.urandom((2 << 20) + 5)
    databricks.dbfs.mkdirs(root + "/d")
    databricks.dbfs.upload(root + "/f", io.BytesIO(content))
    with databricks.dbfs.download(root + "/f") as f:
        assert f.read() == content
    assert databricks.dbfs.get_status(root + "/f").file_size == len(content)
    assert [f.path for f in databricks.dbfs.list(root)] == [root + "/d", root + "/f"]
    databricks.dbfs.delete(root, recursive=True)
    assert not databricks.dbfs.exists(root)


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.0/workspace/mkdirs",
    "POST /api/2.0/workspace/import",
    "GET /api/2.0/workspace/export",
    "GET /api/2.0/workspace/list",
    "GET /api/2.0/workspace/get-status",
    "POST /api/2.0/workspace/delete",
)
def test_workspace_objects_are_uploaded_and_downloaded(databricks):
    folder = f"/Users/{databricks.current_user.me().user_name}/witness-{uuid.uuid4()}"
    databricks.workspace.mkdirs(folder)
    databricks.workspace.upload(folder + "/n", io.BytesIO(b"print(1)"), language=None, format=ImportFormat.RAW)
    databricks.workspace.upload(folder + "/book.py", io.BytesIO(b"print(2)"))
    notebook = b"# Databricks notebook source\nprint(3)\n"
    databricks.workspace.upload(folder + "/auto.py", io.BytesIO(notebook), format=ImportFormat.AUTO)
    kinds = {o.path[len(folder) + 1 :]: o.object_type.value for o in databricks.workspace.list(folder)}
    assert kinds == {"n": "FILE", "book.py": "NOTEBOOK", "auto": "NOTEBOOK"}
    assert databricks.workspace.get_status(folder + "/auto").language.value == "PYTHON"
    assert databricks.workspace.download(folder + "/auto").read() == notebook
    assert databricks.workspace.download(folder + "/n").read() == b"print(1)"
    databricks.workspace.delete(folder, recursive=True)
    with pytest.raises(NotFound):
        databricks.workspace.get_status(folder)
