using System.Text.Json;
using DurableSagas.Sagas.Events;

namespace DurableSagas.Testing.Queues;

/// <summary>What becomes of an event that is published to a queue.</summary>
public sealed record Consumption
{
    private Consumption()
    {
    }

    /// <summary>Nobody ever works it off.</summary>
    public static Consumption Never { get; } = new() { Acknowledgements = 0 };

    internal int Acknowledgements { get; private init; } = 1;

    internal TimeSpan Delay { get; private init; }

    internal bool IsBeforePublished { get; private init; }

    internal string? Error { get; private init; }

    internal Action<CompensationRequested<JsonElement>>? Work { get; private init; }

    /// <summary>The consumer does its work, and acknowledges.</summary>
    public static Consumption Acknowledges(Action<CompensationRequested<JsonElement>>? work = null) => new() { Work = work };

    /// <summary>The consumer fails at every delivery, until the message is given up.</summary>
    public static Consumption Poisons(string error) => new() { Error = error };

    /// <summary>So long after the publication.</summary>
    public Consumption After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>While the activity that publishes it is still running.</summary>
    public Consumption BeforeItIsPublished() => this with { IsBeforePublished = true };

    /// <summary>The message is delivered twice.</summary>
    public Consumption Twice() => this with { Acknowledgements = 2 };
}
