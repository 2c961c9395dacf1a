using System.Globalization;
using System.Text;
using DurableSagas.DurableTask.Sqlite.Instances;

namespace DurableSagas.DurableTask.Sqlite.Queries;

/// <summary>The last instance of the page before; what a continuation token holds.</summary>
internal sealed record PageStart(long Created, long Key, string Id)
{
    public static PageStart First { get; } = new(-1, -1, string.Empty);

    public static PageStart After(InstanceRow row) => new(row.Created.Ticks, row.Key, row.Id);

    public static PageStart Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return First;
        }

        Span<byte> bytes = new byte[token.Length];
        var parts = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]).Split('|', 3) : [];
        return parts is [var created, var key, var id]
            && long.TryParse(created, CultureInfo.InvariantCulture, out var createdTicks)
            && long.TryParse(key, CultureInfo.InvariantCulture, out var number)
                ? new PageStart(createdTicks, number, id)
                : throw new ArgumentException($"Continuation token '{token}' is not one that this task hub gave.", nameof(token));
    }

    public string Write() => Convert.ToBase64String(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Created}|{Key}|{Id}")));
}
