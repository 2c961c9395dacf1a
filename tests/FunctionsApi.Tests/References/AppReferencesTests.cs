using DurableSagas.FunctionsApi.Tests.Lists;
using Mono.Cecil;

namespace DurableSagas.FunctionsApi.Tests.References;

public sealed class AppReferencesTests
{
    [Theory]
    [InlineData("DurableSagas.Participants")]
    [InlineData("DurableSagas.Projections")]
    [InlineData("DurableSagas.Sagas")]
    public void Library_EveryReferenceToTheApi_StandsInTheLists(string assembly)
    {
        using var module = AppAssembly.Open(assembly);

        var faults = new AppReferences(module, ApiLists.ListedOrAllowed).Faults();

        FaultList.MustBeEmpty(faults);
    }

    [Fact]
    public void AppAssembly_NotBesideTheTests_IsNamedInTheError()
    {
        var error = Assert.Throws<FileNotFoundException>(() => AppAssembly.Open("DurableSagas.Absent"));

        Assert.Contains("'DurableSagas.Absent' is not in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_OfThisAssembly_AreFoundAndOnlyInternalsAreFaults()
    {
        using var module = AppAssembly.Open(typeof(AppReferencesTests).Assembly.GetName().Name!);
        AppReferences references = new(module, ApiLists.ListedOrAllowed);

        var faults = references.Faults().ToList();

        Assert.Contains(references.Members, member => member.Name == "WriteAsJsonAsync");
        Assert.Contains(faults, fault => fault.Contains("ManagementLinks::For", StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Matches("ManagementLinks|IHttpManagementInfo|IFunctionBindingsFeature", fault));
    }

    [Fact]
    public void References_MemberThatTheListLacks_IsAFaultThatNamesTheNearest()
    {
        using var module = AppAssembly.Open(typeof(AppReferencesTests).Assembly.GetName().Name!);
        var types = ApiLists.Listed.Types.Select(type =>
            type with { Members = [.. type.Members.Where(member => member.Name != "WriteStringAsync")] });

        var faults = new AppReferences(module, new ApiLists(types)).Faults();

        var fault = Assert.Single(faults, fault => fault.Contains("WriteStringAsync", StringComparison.Ordinal));
        Assert.Contains("HttpResponseDataExtensions::WriteStringAsync(", fault, StringComparison.Ordinal);
        Assert.Contains("\n    listed: Microsoft.Azure.Functions.Worker.Http.HttpResponseDataExtensions::", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void References_PropertyOfAnAttributeThatTheListLacks_IsAFault()
    {
        using var module = AppAssembly.Open(typeof(AppReferencesTests).Assembly.GetName().Name!);
        var types = ApiLists.Listed.Types.Select(type =>
            type with { Members = [.. type.Members.Where(member => member.Name != "Route")] });

        var faults = new AppReferences(module, new ApiLists(types)).Faults();

        Assert.Contains(faults, fault => fault.Contains("HttpTriggerAttribute::set_Route", StringComparison.Ordinal));
    }

    [Fact]
    public void References_AnotherTypeOfEmbeddedHost_IsAFault()
    {
        using var module = Compiled.ReferringTo("DurableSagas.EmbeddedHost", "DurableSagas.EmbeddedHost.Dispatch", "OrchestrationEngine");

        var faults = new AppReferences(module, ApiLists.Listed).Faults();

        Assert.StartsWith(
            "App.dll refers to 'DurableSagas.EmbeddedHost.Dispatch.OrchestrationEngine' of DurableSagas.EmbeddedHost; only",
            Assert.Single(faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public void References_WhatProgramNeedsOfEmbeddedHost_IsNoFault()
    {
        using var module = Compiled.ReferringTo(
            "DurableSagas.EmbeddedHost", "Microsoft.Azure.Functions.Worker.Builder", "FunctionsApplication");

        var faults = new AppReferences(module, ApiLists.Listed).Faults();

        Assert.Empty(faults);
    }
}
