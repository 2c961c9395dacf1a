namespace DurableSagas.SampleApp.State;

/// <summary>How a worker fails to start.</summary>
internal static class StartFault
{
    public static async Task<int> RunAsync(string fault)
    {
        await Console.Error.WriteLineAsync($"The sample worker does as it was told: {fault}");
        switch (fault)
        {
            case "exit":
                return 3;
            case "throw":
                throw new InvalidOperationException("The sample worker was told to throw.");
            case "hang":
                await Task.Delay(Timeout.Infinite);
                return 0;
            default:
                throw new InvalidOperationException($"Setting 'SAMPLE_FAULT' is '{fault}'; expected 'exit', 'throw' or 'hang'.");
        }
    }
}
