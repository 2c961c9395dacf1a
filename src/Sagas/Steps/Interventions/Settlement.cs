namespace DurableSagas.Sagas.Steps.Interventions;

/// <summary>An operator's word that a stuck saga has ended as it stands: it is never rewound.</summary>
public sealed record Settlement(string By, string Reason, DateTimeOffset At)
{
    /// <summary>What the saga's view says of its end.</summary>
    public string Text => $"Settled by hand by {By}: {Reason}";
}
