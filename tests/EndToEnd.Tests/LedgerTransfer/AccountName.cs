namespace DurableSagas.EndToEnd.Tests.LedgerTransfer;

/// <summary>Where an account is, in words of its own.</summary>
internal sealed record AccountName(string Ledger, string Account)
{
    public string Path => $"api/ledgers/{Ledger}/accounts/{Account}";

    public string Json => $$"""{"ledger":"{{Ledger}}","account":"{{Account}}"}""";
}
