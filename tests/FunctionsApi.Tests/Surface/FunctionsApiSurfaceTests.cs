using DurableSagas.FunctionsApi.Tests.Lists;

namespace DurableSagas.FunctionsApi.Tests.Surface;

public sealed class FunctionsApiSurfaceTests
{
    private const string FunctionsApi = "DurableSagas.FunctionsApi";
    private const string EmbeddedHost = "DurableSagas.EmbeddedHost";

    [Fact]
    public void FunctionsApi_EveryPublicTypeAndMember_StandsInTheLists()
    {
        var surface = PublicSurface.Of(FunctionsApi);

        var faults = SurfaceFaults.Of(surface, ApiLists.ListedOrAllowed);

        Assert.NotEmpty(surface);
        FaultList.MustBeEmpty(faults);
    }

    [Fact]
    public void FunctionsApi_TypesThatUsersImplement_HaveEveryAbstractMember()
    {
        var surface = PublicSurface.Of(FunctionsApi);

        var faults = SurfaceFaults.MissingAbstractMembers(surface, ApiLists.ListedOrAllowed);

        Assert.Contains(surface, type => type.AbstractMembers.Any());
        FaultList.MustBeEmpty(faults);
    }

    [Fact]
    public void EmbeddedHost_PublicTypesInMicrosoftsNames_StandInTheLists()
    {
        var surface = PublicSurface.Of(EmbeddedHost, InMicrosoftsNames);

        var faults = SurfaceFaults.Of(surface, ApiLists.ListedOrAllowed);

        Assert.Contains(surface, type => type.Name == "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication");
        FaultList.MustBeEmpty(faults);
    }

    [Fact]
    public void AllowList_Entry_IsInUseAndInNoList()
    {
        ApiLists ours = new([.. PublicSurface.Of(FunctionsApi), .. PublicSurface.Of(EmbeddedHost, InMicrosoftsNames)]);

        var faults = AllowListFaults.Of(ApiLists.Allowed, ApiLists.Listed, ours);

        FaultList.MustBeEmpty(faults);
    }

    private static bool InMicrosoftsNames(Type type) =>
        type.Namespace?.Split('.')[0] is "Microsoft" or "DurableTask";
}
