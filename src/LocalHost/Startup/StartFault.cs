namespace DurableSagas.LocalHost.Startup;

/// <summary>Why a start failed, in the words of all that had to do with it: the outermost says where, the innermost why.</summary>
internal static class StartFault
{
    public static string Of(Exception exception) => string.Join(" ", Messages(exception).Distinct());

    private static IEnumerable<string> Messages(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception.Message;
        }
    }
}
