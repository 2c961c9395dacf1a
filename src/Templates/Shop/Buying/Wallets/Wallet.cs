namespace Shop.Buying.Wallets;

public sealed record Wallet(string Customer, decimal Balance);
