using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>Signs a body and the moment at which it is sent: who has the secret knows that it comes from this app, and is not an old one sent again.</summary>
internal static class NoticeSignature
{
    public const string Header = "DurableSagas-Signature";

    /// <returns><c>t=SECONDS,v1=HEX</c>: seconds since 1970, and HMAC-SHA256 over <c>SECONDS.BODY</c>.</returns>
    public static string Of(string secret, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        var seconds = sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
