namespace PartnerChat.Web.Resources;

/// <summary>What stands around every admin page. Names the resource files.</summary>
public sealed class AdminLayoutTexts;
