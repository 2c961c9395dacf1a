namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>An app of functions.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
