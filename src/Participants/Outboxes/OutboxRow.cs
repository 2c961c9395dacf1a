using System.Globalization;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Outboxes;

/// <summary>The layout of outbox rows.</summary>
/// <remarks>
/// <code>
/// {partition}   o|{sequence}     an event that is not relayed yet, in the order of the commits of that partition
/// {partition}   oh|              the head: the newest sequence, and whether the partition stands in the register
/// o|register    {partition}      a partition that may have events; Revision changes with every entry
/// </code>
/// </remarks>
internal static class OutboxRow
{
    public const string Head = "oh|";
    public const string Register = "o|register";
    public const string First = "o|";
    public const string End = "o}";
    public const string Sequence = nameof(Sequence);
    public const string IsRegistered = nameof(IsRegistered);
    public const string Failures = nameof(Failures);
    public const string Error = nameof(Error);
    public const string Partition = nameof(Partition);

    public static string Key(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{First}{sequence:D19}");

    public static TableEntity New(string partitionKey, long sequence, OutboxEvent value) => new(partitionKey, Key(sequence))
    {
        [nameof(value.Id)] = value.Id,
        [nameof(value.Entity)] = value.Entity,
        [nameof(value.Type)] = value.Type,
        [nameof(value.Body)] = value.Body,
        [nameof(value.Saga)] = value.Saga,
    };

    public static OutboxEvent ToEvent(TableEntity row) => new(
        row.GetString(nameof(OutboxEvent.Id)),
        row.GetString(nameof(OutboxEvent.Entity)),
        row.GetString(nameof(OutboxEvent.Type)),
        row.GetString(nameof(OutboxEvent.Body)),
        row.GetString(nameof(OutboxEvent.Saga)));

    public static TableEntity NewRegistration(string partitionKey) => new(Register, TableKey.Escape(partitionKey)) { [Partition] = partitionKey };
}
