namespace DurableSagas.SagaFunctions.Settings;

/// <summary>A setting that is a whole number between two others, or one of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberAttribute(int least, int most) : SettingAttribute
{
    public int Least { get; } = least;

    public int Most { get; } = most;

    protected override string? FaultOf(object? value) =>
        value is int number && number >= Least && number <= Most ? null : $"is {value}; expected {Least} to {Most}.";
}
