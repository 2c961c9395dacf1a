using System.Globalization;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>Which sagas a list shows; null means any.</summary>
/// <param name="From">Created at this moment or after it.</param>
/// <param name="To">Created before this moment.</param>
public sealed record SagaFilter(string? Name, SagaStatus? Status, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>What a continuation token is bound to.</summary>
    internal string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Name}\n{Status}\n{From?.UtcTicks}\n{To?.UtcTicks}");

    internal string Prefix => IndexRow.Prefix(Name, Status);

    // Newest first: the later bound comes first.
    internal string FirstKey => Prefix + (To is { } to ? IndexRow.Newest(to.AddTicks(-1)) : string.Empty);

    internal string EndKey => From is { } from ? $"{Prefix}{IndexRow.Newest(from)}~" : $"{Prefix}~";
}
