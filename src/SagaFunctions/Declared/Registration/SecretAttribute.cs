using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>A setting that nobody may see, neither here nor in an answer that echoes it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : SettingAttribute
{
    protected override string? FaultOf(object? value) => value is string { Length: < Secrets.ShortestSecret and var length }
        ? $"has {length} characters; it needs {Secrets.ShortestSecret} at least, "
            + "so that an answer that echoes it can be told from one that holds the same by chance."
        : null;
}
