namespace Market.AccountOpening;

public sealed record Account(string Id);
