namespace Market.SigningUp;

public sealed record SignedUp(string Account, string Number, string ApprovedBy);
