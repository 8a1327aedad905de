using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class InviteCodeTests
{
    private const string Code = "q7FkJ2mXrT9veW4hLs8BdA";

    [Fact]
    public void New_Twice_DiffersAndIsWellFormed()
    {
        var first = InviteCode.New();
        var second = InviteCode.New();

        Assert.True(InviteCode.IsWellFormed(first));
        Assert.NotEqual(first, second);
        Assert.Equal(32, InviteCode.Hash(first).Length);
    }

    [Theory]
    [InlineData(Code)]
    [InlineData("  " + Code + "\n")]
    [InlineData("https://chat.example.org/invite/" + Code)]
    [InlineData("chat.example.org/invite/" + Code + "/?from=mail#top")]
    public void Find_LinkOrCode_IsTheCode(string pasted) => Assert.Equal(Code, InviteCode.Find(pasted));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://chat.example.org/invite")]
    [InlineData("q7FkJ2mXrT9veW4hLs8Bd!")]
    [InlineData("q7FkJ2mXrT9veW4hLs8BdAA")]
    public void Find_NoCode_IsNull(string? pasted) => Assert.Null(InviteCode.Find(pasted));
}
