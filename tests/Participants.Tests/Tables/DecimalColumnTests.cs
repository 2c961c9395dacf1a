using System.Globalization;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Azurite;
using DurableSagas.Participants.Tests.Barriers;

namespace DurableSagas.Participants.Tests.Tables;

public sealed class DecimalColumnTests(AzuriteTables azurite)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0")]
    [InlineData("500.00")]
    [InlineData("-0.01")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.1234567890123456789012345678")]
    public async Task Format_StoredAndRead_KeepsEveryDigit(string digits)
    {
        var table = await azurite.CreateTableAsync(_token);
        var row = new TableEntity("p", "r");
        row.SetDecimal("Amount", decimal.Parse(digits, CultureInfo.InvariantCulture));
        await table.AddEntityAsync(row, _token);
        await table.AddEntityAsync(new Account { PartitionKey = "p", RowKey = "typed", Balance = decimal.Parse(digits, CultureInfo.InvariantCulture) }, _token);

        var untyped = await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: _token);
        var typed = await table.GetEntityAsync<Account>("p", "typed", cancellationToken: _token);

        Assert.Equal(digits, untyped.Value.GetDecimal("Amount").ToString(CultureInfo.InvariantCulture));
        Assert.Equal(digits, typed.Value.Balance.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    public void Parse_NoDecimal_SaysWhatWasFound(string? column)
    {
        var wrong = Assert.Throws<FormatException>(() => DecimalColumn.Parse(column));

        Assert.Equal($"Decimal column holds '{column}'; expected digits as in '-12.50'.", wrong.Message);
    }
}
