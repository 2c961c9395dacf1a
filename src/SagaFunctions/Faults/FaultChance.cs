using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.SagaFunctions.Faults;

/// <summary>Spoils so many of a hundred attempts, half of them before their work and half after it; the seed decides which, alike in every run.</summary>
internal sealed record FaultChance(int Percent, int Seed)
{
    private const string Word = "chance";

    /// <summary>Null when the text is not <c>chance:PERCENT:SEED</c>.</summary>
    public static FaultChance? Parse(string text) =>
        text.Split(':') is [Word, var percent, var seed]
        && int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var of100) && of100 <= 100
        && int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FaultChance(of100, number)
            : null;

    public bool IsSpared(StepAttempt attempt) => NumberOf(attempt) % 100 >= Percent;

    /// <summary>Of an attempt that is not spared.</summary>
    public bool IsBeforeWork(StepAttempt attempt) => NumberOf(attempt) / 100 % 2 == 0;

    private uint NumberOf(StepAttempt attempt)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Seed}/{attempt.InstanceId}/{attempt.Activity}/{attempt.Operation}/{attempt.Attempt}");
        return BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
