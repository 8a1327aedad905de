using Bunit;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Components.Chat.Rendering;

public sealed class BigEmojiTests : PageContext
{
    [Theory]
    [InlineData("🐈‍⬛")]
    [InlineData("🫠☕️🫠")]
    [InlineData("😀 😀 😀")]
    [InlineData("👩🏽‍🚀")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("🇩🇪🇱🇧")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("🏳️‍🌈")]
    [InlineData("1️⃣#️⃣*️⃣")]
    [InlineData("❤️")]
    [InlineData("❤️‍🔥")]
    [InlineData("☝🏿")]
    [InlineData("‼️")]
    public void Render_OneToThreeEmojiAlone_AreLarge(string content) => Assert.Contains("big", ClassesOf(content));

    [Theory]
    [InlineData("😀😀😀😀")]
    [InlineData("😀 ok")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("123")]
    [InlineData("#")]
    [InlineData("***")]
    [InlineData("1️")]
    [InlineData("©")]
    [InlineData("™ ↔")]
    [InlineData("☕︎")]
    [InlineData("🇩")]
    [InlineData(":)")]
    [InlineData("…")]
    [InlineData("好")]
    [InlineData("é")]
    [InlineData("😀\n😀")]
    [InlineData("😀é")]
    public void Render_AnythingElse_IsNot(string content) => Assert.DoesNotContain("big", ClassesOf(content));

    [Fact]
    public void Render_Deleted_IsNot() => Assert.DoesNotContain("big", this.Bubble(Talk.Message(1, content: "😀").Deleted()).Find("li").ClassList);

    private IEnumerable<string> ClassesOf(string content) => this.Bubble(Talk.Message(1, content: content)).Find("li").ClassList;
}
