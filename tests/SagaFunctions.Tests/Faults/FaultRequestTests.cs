using System.Text.Json;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Problems;

namespace DurableSagas.SagaFunctions.Tests.Faults;

public sealed class FaultRequestTests
{
    private static readonly FaultRequest _allowed = new(new FaultInjection(true));

    [Fact]
    public void Body_WithFaults_IsParted()
    {
        var (request, faults) = _allowed.TakeFrom(JsonElement.Parse("""{"a":1.50,"faults":{"ShipOrder":"fail"},"b":{"faults":7}}"""));

        Assert.Equal("""{"a":1.50,"b":{"faults":7}}""", request.GetRawText());
        Assert.Equal("""{"ShipOrder":"fail"}""", faults?.GetRawText());
    }

    [Fact]
    public void Body_WithoutFaults_IsTheRequest()
    {
        var (request, faults) = _allowed.TakeFrom(JsonElement.Parse("""{ "a": 1.50 }"""));

        Assert.Equal("""{ "a": 1.50 }""", request.GetRawText());
        Assert.Null(faults);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"fail\"")]
    public void Faults_ThatAreNoObject_AreRefused(string faults)
    {
        var problem = Assert.Throws<ProblemException>(() => _allowed.TakeFrom(JsonElement.Parse($$"""{"faults":{{faults}}}""")));

        Assert.Equal("The request is not valid: faults: Expected an object of faults by activity.", problem.Message);
    }

    [Fact]
    public void Faults_WhereTheSettingDoesNotAllowThem_AreRefused()
    {
        var problem = Assert.Throws<ProblemException>(() => new FaultRequest(new FaultInjection(false)).TakeFrom(JsonElement.Parse("""{"faults":{}}""")));

        Assert.Equal("The request is not valid: faults: Faults are not accepted here: setting 'AllowFaultInjection' is not true.", problem.Message);
    }
}
