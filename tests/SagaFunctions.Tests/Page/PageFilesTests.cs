using System.Text;
using System.Text.RegularExpressions;
using DurableSagas.SagaFunctions.Page;

namespace DurableSagas.SagaFunctions.Tests.Page;

public sealed partial class PageFilesTests
{
    private const int MaxLine = 160;
    private const int MaxBytes = 60 * 1024;

    private readonly PageFiles _files = new();

    [Fact]
    public void Page_InAll_Is60KilobytesAtMost()
    {
        Assert.InRange(_files.All.Sum(file => Encoding.UTF8.GetByteCount(file.Text)), 1, MaxBytes);
    }

    [Fact]
    public void Files_ReferToEachOther_ByNamesThatExistAndHaveAHash()
    {
        var referred = _files.All.SelectMany(file => Reference().Matches(file.Text)).Select(found => found.Groups["name"].Value).Distinct();

        Assert.Equal(_files.All.Skip(1).Select(file => file.Name).Order(), referred.Order());
        Assert.All(_files.All.Skip(1), file => Assert.Matches(@"^[a-z-]+\.[0-9a-f]{16}\.(css|js)$", file.Name));
    }

    [Theory]
    [InlineData("main.js")]
    [InlineData("../../host.json")]
    [InlineData("index.html")]
    public void File_ByAnotherName_IsNone(string name)
    {
        Assert.Null(_files.Find(name));
    }

    // Elements are made of names and texts: what comes from outside could be markup otherwise.
    [Fact]
    public void Scripts_NeverWriteMarkup()
    {
        Assert.All(_files.All.Where(file => file.ContentType.StartsWith("text/javascript", StringComparison.Ordinal)), file => Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|setAttribute\('style", file.Text));
    }

    [Fact]
    public void Lines_FitAScreen()
    {
        Assert.Empty(_files.All.SelectMany(file => file.Text.Split('\n').Where(line => line.Length > MaxLine).Select(line => $"{file.Name}: {line}")));
    }

    [GeneratedRegex("""["'](\./|\.\./|ui/)(?<name>[^"']+)["']""")]
    private static partial Regex Reference();
}
