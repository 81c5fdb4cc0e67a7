"""Which vendor an installation has, and what it must be given for that."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.adapters.kyc_vendors.levels import read_levels
from app.http.kyc import kyc_webhook_routes, sandbox_kyc_routes
from app.production import gaps
from app.settings import Settings
from app.wiring.kyc_vendors import chosen_vendor, kyc_vendor_work, kyc_vendors
from domain.jurisdiction import KycLevel
from tests.kyc_vendors.conftest import Kyc

SUMSUB = {"kyc_vendor": "sumsub", "sumsub_app_token": "t", "sumsub_secret_key": "k", "sumsub_webhook_secret": "w"}
VERIFF = {"kyc_vendor": "veriff", "veriff_api_key": "k", "veriff_secret": "s"}


def about_kyc(**given: object) -> list[str]:
    found = gaps(Settings.model_validate({"data_dir": Path("var"), **given}), workers=1)
    return [gap for gap in found if "KYC" in gap or "SUMSUB" in gap or "VERIFF" in gap]


@pytest.mark.parametrize("given", [{}, {"env": "production"}, {"kyc_vendor": "none"}, SUMSUB, VERIFF])
def test_enough(given: dict[str, object]) -> None:
    assert about_kyc(**given) == []


@pytest.mark.parametrize("missing", ["sumsub_app_token", "sumsub_secret_key", "sumsub_webhook_secret"])
def test_sumsub_needs_its_secrets(missing: str) -> None:
    assert about_kyc(**{**SUMSUB, missing: None}) == [f"CROUPIER_KYC_VENDOR=sumsub needs CROUPIER_{missing.upper()}."]


@pytest.mark.parametrize("missing", ["veriff_api_key", "veriff_secret"])
def test_veriff_needs_its_secrets(missing: str) -> None:
    assert about_kyc(**{**VERIFF, missing: None}) == [f"CROUPIER_KYC_VENDOR=veriff needs CROUPIER_{missing.upper()}."]


def test_production() -> None:
    assert about_kyc(env="production", kyc_vendor="sandbox") == [
        "CROUPIER_KYC_VENDOR=sandbox is refused in production."
    ]
    assert about_kyc(env="production", sumsub_base_url="http://a", veriff_base_url="http://b") == [
        "CROUPIER_SUMSUB_BASE_URL must begin with https:// in production.",
        "CROUPIER_VERIFF_BASE_URL must begin with https:// in production.",
    ]
    assert chosen_vendor(Settings(env="production")) == "none"


@pytest.mark.parametrize("text", ["", "IDENTITY", "IDENTITY=", "NONE=a", "FACE=a", "IDENTITY=a IDENTITY=b"])
def test_levels_that_make_no_sense(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_levels(text, named=True)
    assert about_kyc(sumsub_levels=text)


def test_levels() -> None:
    assert read_levels("IDENTITY=a DOCUMENT=b-c", named=True) == {KycLevel.IDENTITY: "a", KycLevel.DOCUMENT: "b-c"}
    assert set(read_levels("DOCUMENT", named=False)) == {KycLevel.DOCUMENT}
    assert about_kyc(veriff_levels="DOCUMENT=x")


async def test_the_chosen_vendor_checks_its_levels(kyc: Kyc) -> None:
    def vendors(**update: object) -> dict[KycLevel, str]:
        settings = kyc.platform.settings.model_copy(update=update)
        return {level: each.name for level, each in kyc_vendors(replace(kyc.platform, settings=settings)).items()}

    both = {KycLevel.IDENTITY, KycLevel.DOCUMENT}
    assert vendors() == dict.fromkeys(both, "sandbox")
    assert vendors(**SUMSUB) == dict.fromkeys(both, "sumsub")
    assert vendors(**VERIFF, veriff_levels="DOCUMENT") == {KycLevel.DOCUMENT: "veriff"}
    assert vendors(kyc_vendor="none") == {}


async def test_no_sandbox_in_production(kyc: Kyc) -> None:
    settings = kyc.platform.settings.model_copy(update={"env": "production", "veriff_secret": None})
    production = replace(kyc.platform, settings=settings)
    assert sandbox_kyc_routes(production) == []
    assert [getattr(route, "path", "") for route in kyc_webhook_routes(production)] == ["/kyc/sumsub/webhook"]
    assert kyc_vendors(production) == {}
    async with kyc_vendor_work(production):
        pass
