using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

public sealed class FunctionDiscoveryTests
{
    [Fact]
    public void Find_FaultyFunctions_TellsAllFaultsTogether()
    {
        var exception = Assert.Throws<FunctionCatalogException>(() => FunctionDiscovery.Find(FunctionSource.Of(typeof(Faulty))));

        const string Where = "DurableSagas.EmbeddedHost.Tests.Functions.FunctionDiscoveryTests+Faulty.";
        Assert.Equal(
            [
                $"Two functions are named 'TWICE': '{Where}One' and '{Where}Two'. Give one another name.",
                $"Function 'untriggered' ({Where}Untriggered) has 0 parameters with a trigger attribute, expected one.",
                $"Function 'hidden' ({Where}Hidden) is not public; the real host would not find it. Make the method public.",
                $"Function 'wrongcontext' ({Where}WrongContext): parameter 'context' is a 'String', expected 'TaskOrchestrationContext'.",
                $"Function 'wrongclient' ({Where}WrongClient): parameter 'client' is a 'Object', expected 'DurableTaskClient'.",
            ],
            exception.Faults);
    }

    [Fact]
    public void Of_EntryAssembly_FindsFunctionsOfTheAppAndItsReferences()
    {
        var source = FunctionSource.Of(typeof(FunctionDiscoveryTests).Assembly);

        Assert.Contains(source.Methods, method => method.DeclaringType == typeof(Faulty));
        Assert.DoesNotContain(source.Types, type => type.Assembly == typeof(FunctionAttribute).Assembly);
    }

    public static class Faulty
    {
        [Function("twice")]
        public static string One([ActivityTrigger] string input) => input;

        [Function("TWICE")]
        public static string Two([ActivityTrigger] string input) => input;

        [Function("untriggered")]
        public static string Untriggered(string input) => input;

        [Function("hidden")]
        internal static string Hidden([ActivityTrigger] string input) => input;

        [Function("wrongcontext")]
        public static string WrongContext([OrchestrationTrigger] string context) => context;

        [Function("wrongclient")]
        public static string WrongClient([HttpTrigger] HttpRequestData request, [DurableClient] object client) => $"{request}{client}";

        [Function("right")]
        public static Task RightAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("x");
    }
}
