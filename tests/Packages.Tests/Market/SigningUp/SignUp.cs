namespace Market.SigningUp;

public sealed record SignUp(string Customer, string Number);
