namespace DurableSagas.FunctionsApi.Tests;

internal static class FaultList
{
    /// <summary>Fails with every fault, not with the first.</summary>
    public static void MustBeEmpty(IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        if (found.Length > 0)
        {
            Assert.Fail($"{found.Length} fault(s):\n{string.Join('\n', found)}");
        }
    }
}
