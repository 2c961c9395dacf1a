namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>An account, by its ledger and its id there.</summary>
public sealed record AccountReference(string Ledger, string Account)
{
    public override string ToString() => $"{Ledger}/{Account}";
}
