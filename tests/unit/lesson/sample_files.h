#pragma once
#include <string_view>

namespace tlscam {

// These are a key, the self-signed certificate for DNS:openmv that belongs to it (valid for 365 days from
// 2026-11-23 10:42:00), and another key; they were made for these tests with the commands of the second
// lesson.

inline constexpr std::string_view kKeyPem = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIK68T4UX4Ma4KS6ecWL/+0uXkNZQdRx7ooFCRQW37/5poAoGCCqGSM49
AwEHoUQDQgAER67i1hC1R/fLVV6+fNDmG76fhdk1VHQe3b/75PddRJCSjLegg4AV
or6cVKJGfadOL8IumP5oZ8ced7o/VeCN+g==
-----END EC PRIVATE KEY-----
)";

inline constexpr std::string_view kCertificatePem = R"(-----BEGIN CERTIFICATE-----
MIIBiTCCATCgAwIBAgIUCauzek7sCqMfwxGn9sKZP2QVcsgwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGb3Blbm12MB4XDTI2MTEyMzEwNDIwMFoXDTI3MTEyMzEwNDIw
MFowETEPMA0GA1UEAwwGb3Blbm12MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
R67i1hC1R/fLVV6+fNDmG76fhdk1VHQe3b/75PddRJCSjLegg4AVor6cVKJGfadO
L8IumP5oZ8ced7o/VeCN+qNmMGQwHQYDVR0OBBYEFBUtWD9xZ/iq7f37iLG9fK45
VBZAMB8GA1UdIwQYMBaAFBUtWD9xZ/iq7f37iLG9fK45VBZAMA8GA1UdEwEB/wQF
MAMBAf8wEQYDVR0RBAowCIIGb3Blbm12MAoGCCqGSM49BAMCA0cAMEQCIBDx1T+C
WJLgTiXmaeDuFMuEhr2o3dMRWqmyVJvvJtDDAiB+Li/Tt1bGmvn9C1IO1aiZmHz9
SWCVCYc1FLKlIn/hGw==
-----END CERTIFICATE-----
)";

inline constexpr std::string_view kOtherKeyPem = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIJlJpksjYu4SvzFGBep2OmLbFW6/Joo5u9XGyOs22xZuoAoGCCqGSM49
AwEHoUQDQgAEgCX+LcoYtcNKJwmOJpsL7A4JdfmRoD68FhDYAojSpW8LELdl1ys+
WUVToFXzDE70gfJ/UHBs3JMMVi9KUvfsIg==
-----END EC PRIVATE KEY-----
)";

}  // namespace tlscam
