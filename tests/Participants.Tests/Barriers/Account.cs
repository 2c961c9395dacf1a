using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class Account : ITableEntity
{
    public string PartitionKey { get; set; } = "account-1";

    public string RowKey { get; set; } = "account";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    [DataMember(Name = nameof(Balance))]
    public string BalanceColumn { get; set; } = "0";

    [IgnoreDataMember]
    public decimal Balance
    {
        get => DecimalColumn.Parse(BalanceColumn);
        set => BalanceColumn = DecimalColumn.Format(value);
    }

    /// <summary>Every change ever made, in order: <c>F</c> by a forward call, <c>C</c> by a compensation.</summary>
    public string Changes { get; set; } = "";
}
