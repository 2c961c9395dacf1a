using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Leases;

/// <summary>The row of a lease, <c>l|{name}</c> in the partition that it protects; it stays for good, since its token must grow.</summary>
internal static class LeaseRow
{
    private const string Mark = "l";
    private const string Owner = nameof(Owner);
    private const string Token = nameof(Token);
    private const string ExpiresAt = nameof(ExpiresAt);

    public static string Key(string name) => TableKey.Join(Mark, name);

    public static TableEntity New(string partitionKey, string name) => new(partitionKey, Key(name)) { [Token] = 0L };

    public static long NewestToken(this TableEntity row) => row.GetInt64(Token) ?? 0;

    public static bool IsHeldBy(this TableEntity row, Lease lease) => row.NewestToken() == lease.Token && row.GetString(Owner) == lease.Owner;

    public static bool IsFree(this TableEntity row, DateTimeOffset now) => row.GetDateTimeOffset(ExpiresAt) is not { } expiry || expiry <= now;

    public static bool IsOwnedBy(this TableEntity row, string owner) => row.GetString(Owner) == owner;

    /// <summary>A new holder gets a new token; the old one, asking again, keeps its own.</summary>
    public static Lease Grant(this TableEntity row, string name, string owner, DateTimeOffset expiresAt, bool anew)
    {
        row[Owner] = owner;
        row[ExpiresAt] = expiresAt;
        row[Token] = row.NewestToken() + (anew ? 1 : 0);
        return new Lease(row.PartitionKey, name, owner, row.NewestToken(), expiresAt);
    }

    public static void Free(this TableEntity row)
    {
        row.Remove(Owner);
        row.Remove(ExpiresAt);
    }
}
