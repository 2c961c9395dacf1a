using System.Diagnostics;

namespace DurableSagas.Sagas.Telemetry;

/// <summary>What sagas tell of themselves: spans and measures, for whoever listens.</summary>
/// <remarks>Written by starters and activities, never by an orchestrator: a replay tells nothing twice.</remarks>
public static class SagaTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the meter.</summary>
    public const string Name = "DurableSagas";

    internal static ActivitySource Source { get; } = new(Name);
}
