"""Gathering from a bucket and into one, through a real server on this machine."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import polars as pl
import pytest
from builder import clean_plan

from plan_workbook.errors import InputError
from plan_workbook.gathering.opening import opened_store
from plan_workbook.jobs.gather import gather
from plan_workbook.jobs.region import region

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server():
    """A server in a process of its own: deltalake lets no other thread run while it waits for an answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        running.terminate()


@pytest.fixture
def bucket(server, monkeypatch):
    """A bucket with two workbooks in two folders, a backup and a broken one."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "eu-west-2",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ALLOW_HTTP": "true",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket="plans", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    for name, content in {
        "in/kent.xlsx": clean_plan(1, authority="Kent").template(),
        "in/north/leeds.xlsx": clean_plan(1, authority="Leeds").template(),
        "in/kent.bak.xlsx": b"old",
        "in/broken.xlsx": b"PK",
    }.items():
        client.put_object(Bucket="plans", Key=name, Body=content)
    yield client
    for each in client.list_objects_v2(Bucket="plans").get("Contents", ()):
        client.delete_object(Bucket="plans", Key=each["Key"])
    client.delete_bucket(Bucket="plans")


def test_a_bucket_is_gathered_into_a_bucket_and_a_second_run_reads_nothing(bucket, folder):
    done = gather("s3://plans/in", "s3://plans/the store", processes=1)
    assert (done.listed, done.read, done.run, done.failures) == (4, 3, 1, 1)
    store = opened_store("s3://plans/the store")
    found = store.table("files").select("path", "outcome").collect().rows()
    assert sorted(found) == [
        ("s3://plans/in/broken.xlsx", "refused"),
        ("s3://plans/in/kent.bak.xlsx", "backup"),
        ("s3://plans/in/kent.xlsx", "counted"),
        ("s3://plans/in/north/leeds.xlsx", "counted"),
    ]
    assert sorted(store.table("plans").select("authority").collect().rows()) == [("Kent",), ("Leeds",)]
    told = region("s3://plans/the store", "region.html")
    assert told.region.totals.plans == 2 and told.path.read_bytes().startswith(b"<!DOCTYPE html>")
    told.path.unlink()
    again = gather("s3://plans/in", "s3://plans/the store", processes=1)
    assert (again.listed, again.read, again.changed) == (4, 0, False)
    bucket.put_object(Bucket="plans", Key="in/kent.xlsx", Body=clean_plan(2, authority="Kent").template())
    third = gather("s3://plans/in", "s3://plans/the store", processes=1)
    assert (third.read, third.run) == (1, 2)
    plans = opened_store("s3://plans/the store").table("plans")
    assert plans.filter(pl.col("authority") == "Kent").select("recommendations").collect().item() == 2
    assert not list(Path().iterdir())


def test_a_bucket_that_is_not_there_is_said(bucket, folder):
    with pytest.raises(InputError, match="s3://nowhere/in can't be read"):
        gather("s3://nowhere/in", "store")
