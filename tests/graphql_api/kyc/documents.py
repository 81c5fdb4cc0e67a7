"""What the tests of KYC send."""

REFUSED = "__typename ... on UserError { code message } ... on InvalidInput { fields { path code } }"
KYC = """
kyc {
  level missingDetails detailsFixed
  levels { level status rejection reasons comment canStart vendorOffered expiresAt }
  requirements { reason level closes dueAt }
  checks { vendor level answer rejection labels comment }
}
gates { bet { open reasons } withdraw { open reasons } deposit { open reasons } }
"""
ME = f"{{ me {{ {KYC} }} }}"
START = f"""
mutation ($input: StartKycInput!) {{ startKyc(input: $input) {{
  {REFUSED} ... on StartKycSuccess {{ player {{ {KYC} }} }}
  ... on KycDetailsRequired {{ missing }} ... on KycNotOpen {{ kycStatus }}
}} }}"""
START_VENDOR = f"""
mutation ($input: StartVendorKycInput!) {{ startVendorKyc(input: $input) {{
  {REFUSED} ... on StartVendorKycSuccess {{ vendor token url player {{ {KYC} }} }}
  ... on KycDetailsRequired {{ missing }} ... on KycNotOpen {{ kycStatus }}
  ... on TooManyAttempts {{ retryAfterSeconds }} ... on NotAllowed {{ reasons }}
}} }}"""
SUBMIT = f"""
mutation ($input: SubmitKycInput!) {{ submitKyc(input: $input) {{
  {REFUSED} ... on SubmitKycSuccess {{ player {{ {KYC} }} }}
  ... on KycDetailsRequired {{ missing }} ... on KycNotOpen {{ kycStatus }} ... on NotAllowed {{ reasons }}
}} }}"""
