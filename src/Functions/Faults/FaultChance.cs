using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Faults;

/// <summary>Spoils so many of a hundred attempts, half of them before their work and half after it; the seed decides which, alike in every run.</summary>
public sealed record FaultChance(int Percent, int Seed)
{
    private const string Word = "chance";

    /// <summary>Null when the text is not <c>chance:PERCENT:SEED</c>.</summary>
    public static FaultChance? Parse(string text) =>
        text.Split(':') is [Word, var percent, var seed]
        && int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var of100) && of100 <= 100
        && int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FaultChance(of100, number)
            : null;

    public FaultKind? Strike(StepAttempt attempt)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Seed}/{attempt.InstanceId}/{attempt.Activity}/{attempt.Operation}/{attempt.Attempt}");
        var number = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return number % 100 >= Percent ? null : (number / 100) % 2 == 0 ? FaultKind.Fail : FaultKind.FailAfter;
    }
}
