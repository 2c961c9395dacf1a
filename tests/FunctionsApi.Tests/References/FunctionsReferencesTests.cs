using DurableSagas.FunctionsApi.Tests.Lists;

namespace DurableSagas.FunctionsApi.Tests.References;

public sealed class FunctionsReferencesTests
{
    [Fact]
    public void Functions_EveryReferenceToTheApi_StandsInTheLists()
    {
        using var module = AppAssembly.Open("DurableSagas.Functions");
        AppReferences references = new(module, ApiLists.ListedOrAllowed);

        var faults = references.Faults();

        Assert.Contains(references.Members, member => member.FullName.Contains("FunctionsApplication::CreateBuilder(", StringComparison.Ordinal));
        FaultList.MustBeEmpty(faults);
    }
}
