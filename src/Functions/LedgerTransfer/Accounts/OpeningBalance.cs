namespace DurableSagas.Functions.LedgerTransfer.Accounts;

/// <summary>The request that opens an account, or sets its balance.</summary>
public sealed record OpeningBalance(decimal Balance);
