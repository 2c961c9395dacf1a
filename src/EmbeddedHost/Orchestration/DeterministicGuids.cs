using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The guids of an execution, the same in every replay: UUID version 5 of instance, time and counter.</summary>
internal sealed class DeterministicGuids(string instanceId, ReplayPosition position)
{
    private const int GuidLength = 16;
    private const byte Version5 = 0x50;

    private static readonly byte[] _namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    private int _counter;

    public Guid Next()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{position.UtcNow:o}_{_counter++}");
        var hash = Hash([.. _namespace, .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | Version5);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, GuidLength), bigEndian: true);
    }

#pragma warning disable CA5350 // A version 5 UUID is SHA-1 by definition; nothing is kept secret.
    private static byte[] Hash(byte[] named) => SHA1.HashData(named);
#pragma warning restore CA5350
}
