using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Receivers;

/// <summary>A setting that signs what is sent: as long as the hash that it keys (RFC 2104), and quoted nowhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SigningSecretAttribute : SettingAttribute
{
    private const int Shortest = 32;

    protected override string? FaultOf(object? value) =>
        value is string { Length: < Shortest and var length } ? $"has {length} characters; it needs {Shortest} at least, and must be hard to guess." : null;
}
