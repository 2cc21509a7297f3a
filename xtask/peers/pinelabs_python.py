"""The vendor's own SDK for Pine Labs, unchanged, against `paylink sandbox`: it makes, reads, finds,
notifies and cancels a link, and reads from it the same as our client. It needs Python 3 and the
package registry.

    python3 -m venv target/peers && target/peers/bin/pip install pinelabs-python==0.2.1
    cargo build -p paylink-cli && target/peers/bin/python xtask/peers/pinelabs_python.py target/debug/paylink
"""

import json
import os
import subprocess
import sys

from pinelabs import Amount, PinelabsApi
from pinelabs.core.api_error import ApiError


def ours(binary, environment, verb, argument):
    """What our client reads, as the command prints it."""
    command = [binary, verb, "pinelabs", argument, "--base-url", environment["BASE_URL"], "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def agree(theirs, mine, what):
    """Both have read the same link."""
    read = {
        "id": theirs.payment_link_id,
        "url": theirs.payment_link,
        "status": theirs.status,
        "currency": theirs.amount.currency,
        "reference": theirs.merchant_payment_link_reference,
    }
    for field, value in read.items():
        assert mine[field] == value, f"{what}: {field}: {mine[field]!r} is not {value!r}"
    whole, _, cents = mine["amount"].partition(".")
    assert int(whole + cents) == theirs.amount.value, f"{what}: amount"


def refused(call, status):
    """The call is refused with this status."""
    try:
        call()
    except ApiError as error:
        assert error.status_code == status, error.status_code
    else:
        raise AssertionError("it was not refused")


def trial(binary, base_url, credentials):
    environment = {**credentials, "BASE_URL": base_url}
    token = PinelabsApi(base_url=base_url, token="none").authentication.generate_token(
        client_id=credentials["PINELABS_CLIENT_ID"],
        client_secret=credentials["PINELABS_CLIENT_SECRET"],
        grant_type="client_credentials",
    )
    links = PinelabsApi(base_url=base_url, token=token.access_token).payment_links
    made = links.create_payment_link(
        amount=Amount(value=50050, currency="INR"),
        merchant_payment_link_reference="sdk-1",
        description="Two tickets",
        allowed_payment_methods=["UPI", "CARD"],
        pre_auth="false",
        part_payment=True,
    )
    again = links.create_payment_link(
        amount=Amount(value=50050, currency="INR"), merchant_payment_link_reference="sdk-1"
    )
    assert again.payment_link_id == made.payment_link_id, "one reference, one link"
    agree(made, ours(binary, environment, "get", made.payment_link_id), "create, then get")
    read = links.get_payment_link_by_id(made.payment_link_id)
    agree(read, ours(binary, environment, "find", "sdk-1"), "get, then find")
    found = links.get_payment_link_by_merchant_reference("sdk-1")
    agree(found, ours(binary, environment, "get", made.payment_link_id), "find, then get")
    notified = links.resend_payment_link_notification(made.payment_link_id)
    agree(notified, ours(binary, environment, "notify", made.payment_link_id), "notify, both")
    cancelled = links.cancel_payment_link(made.payment_link_id)
    assert cancelled.status == "CANCELLED", cancelled.status
    agree(cancelled, ours(binary, environment, "get", made.payment_link_id), "cancel, then get")
    refused(lambda: links.cancel_payment_link(made.payment_link_id), 422)
    refused(lambda: links.get_payment_link_by_merchant_reference("unknown"), 404)


def main(binary):
    sandbox = subprocess.Popen([binary, "sandbox", "--json"], stdout=subprocess.PIPE, text=True)
    try:
        pinelabs = json.loads(sandbox.stdout.readline())["pinelabs"]
        credentials = {name: str(value) for name, value in pinelabs["env"].items()}
        os.environ.pop("HTTP_PROXY", None)
        trial(binary, pinelabs["base_url"], credentials)
    finally:
        sandbox.terminate()
        sandbox.wait()
    print("made, read, found, notified and cancelled; both clients read the same")


if __name__ == "__main__":
    main(sys.argv[1])
