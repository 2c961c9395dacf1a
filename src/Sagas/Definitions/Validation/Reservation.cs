namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>How long participants keep what a try reserved.</summary>
internal static class Reservation
{
    // A reservation that runs out before its confirm leaves the transaction half confirmed, and stuck.
    public static IEnumerable<DefinitionFault> Faults(TimeSpan? within, TimeSpan? reservedFor, IEnumerable<StepDefinition> confirms)
    {
        if (within is not { } deadline || reservedFor is not { } expiry)
        {
            yield return DefinitionFault.Of(
                DefinitionMember.ReservedFor,
                "Within and ReservedFor are both needed: without them a reservation may run out before it is confirmed.");
            yield break;
        }

        var needed = deadline + confirms.Select(confirm => confirm.Attempts.Longest).DefaultIfEmpty().Max();
        if (expiry < needed)
        {
            yield return DefinitionFault.Of(
                DefinitionMember.ReservedFor,
                $"Reservations are kept for {expiry}, which is too short: tries may take {deadline}, and confirms {needed - deadline} more. "
                    + $"Keep them for {needed} at least, or lower the deadline or the attempts at confirming.");
        }
    }
}
