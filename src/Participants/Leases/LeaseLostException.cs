namespace DurableSagas.Participants.Leases;

/// <summary>Nothing was written: the lease was released, or has passed to another.</summary>
public sealed class LeaseLostException(Lease lease, long newestToken)
    : Exception(
        $"Lease '{lease.Name}' of partition '{lease.PartitionKey}' is lost to '{lease.Owner}': its token is {lease.Token}, the newest is {newestToken}. "
            + "Acquire it anew.");
