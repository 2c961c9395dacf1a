using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.Functions.OrderFulfilment.Payments;
using DurableSagas.Functions.TripBooking.Inventory;

namespace DurableSagas.Functions.Tests;

public sealed class BodyRulesTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.01")]
    [InlineData("1000000000000.00")]
    public void Balance_WithinItsBounds_IsAccepted(string balance) => Assert.All(FaultsOf(balance), Assert.Empty);

    [Theory]
    [InlineData("-0.01")]
    [InlineData("1000000000000.01")]
    [InlineData("1.001")]
    // What is written with three decimals has three, even if the last is a zero.
    [InlineData("1.000")]
    // One fault, not one for each rule.
    [InlineData("-1.001")]
    public void Balance_OutOfThem_IsToldOnceWithWhatWasFound(string balance)
    {
        Assert.All(FaultsOf(balance), faults => Assert.Equal([$"Expected 0 to 1000000000000 with at most two decimals, found {balance}."], faults));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void Places_OutOfTheirBounds_AreToldWithWhatWasFound(int places)
    {
        var faults = new OfferedPlacesValidator().Validate(new OfferedPlaces(places)).Errors;

        Assert.Equal($"Expected 0 to 1000000, found {places}.", Assert.Single(faults).ErrorMessage);
    }

    // A customer's and an account's: two examples, one rule.
    private static IEnumerable<string[]> FaultsOf(string balance)
    {
        var amount = decimal.Parse(balance, System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            [.. new AccountBalanceValidator().Validate(new AccountBalance(amount)).Errors.Select(fault => fault.ErrorMessage)],
            [.. new OpeningBalanceValidator().Validate(new OpeningBalance(amount)).Errors.Select(fault => fault.ErrorMessage)],
        ];
    }
}
